"""Values of any type as messages show them."""


def shown(value: object) -> str:
    """Return ``value`` in short: what aliases nest, or a number of many digits, could be too long to write."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | float) or (isinstance(value, int) and value.bit_length() <= 1024):
        return repr(value)
    kinds = {dict: "a mapping", list: "a list", type(None): "null"}
    return kinds.get(type(value)) or f"a value of type {type(value).__name__}"


def represented(value: object) -> str:
    """Return ``value`` as Python has it, or in short where Python refuses: an int of thousands of digits."""
    try:
        return repr(value)
    except ValueError:
        return shown(value)
