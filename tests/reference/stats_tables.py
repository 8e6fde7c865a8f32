"""Arrays of reference values as C: what the scripts beside this one print."""


def table(fields, name, rows):
    print(f"\nstatic const struct {{\n    {fields}\n}} {name}[] = {{")
    for row in rows:
        print("    {" + ", ".join(repr(float(x)) if isinstance(x, float) else str(x) for x in row) + "},")
    print("};")


def values(name, array):
    print(f"\nstatic const double {name}[] = {{")
    for start in range(0, len(array), 10):
        print("    " + " ".join(f"{float(x)!r}," for x in array[start : start + 10]))
    print("};")
