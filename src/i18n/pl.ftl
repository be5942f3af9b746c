## Polish.

product = Deskbell
