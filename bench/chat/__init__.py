"""`make bench-chat`: durable chat beside ejabberd, Prosody and Synapse on this machine."""
