"""Forsøg: colleagues log what they try on social media, and a failed attempt is knowledge.

Features and layers: README.md, "How the house is built".
"""
