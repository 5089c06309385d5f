"""Everything of a yard as one documented file (docs/export.md), and that file made a yard again."""
