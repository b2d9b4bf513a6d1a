"""The commands of the program, one module each: arguments and printing, no work of their own."""
