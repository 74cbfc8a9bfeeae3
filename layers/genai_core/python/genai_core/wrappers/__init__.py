"""Port in, same port out: they change when or whether a call happens, for any vendor."""
