"""What several features need of a model: rules and their errors, enumerations, histories,
edit conflicts, idempotent forms and imports.
"""
