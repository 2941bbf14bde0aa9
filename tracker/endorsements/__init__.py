"""What colleagues say in one click: that they learnt something, would try it, or that
it took courage.
"""
