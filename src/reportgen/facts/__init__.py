"""The ledger of facts: every number and name a report may state, with its source or its formula."""
