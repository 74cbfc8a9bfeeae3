"""Client of Quorum: SDK, command line and LangChain retriever; imports nothing of the server."""
