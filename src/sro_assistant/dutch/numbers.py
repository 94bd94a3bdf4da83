"""Numbers as Flanders writes them: a point between the thousands, a comma before the decimals."""


def grouped(number: int) -> str:
    """A whole number: 850000 is "850.000"."""
    return f"{number:,}".replace(",", ".")


def decimal(number: float, places: int) -> str:
    """A number with so many decimals, without points between its thousands: 12.345 with one is "12,3"."""
    return f"{number:.{places}f}".replace(".", ",")
