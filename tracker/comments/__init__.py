"""What colleagues say to each other about an experiment: comments, one level of
replies, questions and their answers, mentions.
"""
