"""Read web pages into blocks, without hidden text, menus, side bars and footers."""
