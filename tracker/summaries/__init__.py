"""The quarter: drafted from data, edited, signed, frozen."""
