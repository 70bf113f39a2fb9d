"""What two servers say to each other: ours, Prosody and Synapse, each as a pair on this machine."""
