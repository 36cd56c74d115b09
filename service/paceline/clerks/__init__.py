"""The clerks: each does one job within a transaction: asks the pure rooms what is so, and writes down what follows."""
