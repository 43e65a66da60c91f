"""The sitting: agenda and attendance, the item under discussion, the page of its minutes alive beside them."""
