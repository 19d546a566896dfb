"""Reading dealers' lists: pure Python, no ORM, so that every rule can be tried without a database."""
