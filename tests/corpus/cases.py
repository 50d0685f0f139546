"""Where the modules of cases register what they spoil."""

CASES = {}


def case(name):
    """Registers a function that spoils a world; its docstring says what is bad."""
    def register(function):
        if name in CASES:
            raise ValueError(f"two cases {name}")
        CASES[name] = function
        return function
    return register
