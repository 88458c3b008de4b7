"""What each method does once its parameters are decoded; one file for each group of methods."""
