"""Forms of stakeholders and touchpoints."""
