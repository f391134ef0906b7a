"""One function per act. Each opens the transaction, locks the zaak, collects every reason against, writes, records."""
