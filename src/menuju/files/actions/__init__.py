"""Take files in. Nothing else writes to the store."""

from menuju.files.actions.storing import store as store
