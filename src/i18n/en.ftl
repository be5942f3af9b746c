## English. Every text that an agent can see in the daemon.

product = Deskbell
