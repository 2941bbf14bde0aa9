"""The shared HTTP kit: guards, paging, answers, forms, errors, assets, headers, text, languages."""
