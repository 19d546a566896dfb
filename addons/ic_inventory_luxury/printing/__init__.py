"""Paper: labels and reports. Plain Python on reportlab, no ORM, so that what is printed can be tested by itself."""
