"""Something personal here: whoever sees it hides it at once, and facilitators show it
again, mend it or remove it.
"""
