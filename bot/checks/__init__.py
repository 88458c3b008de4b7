"""What `doctor` looks at: the way to Telegram, what Prima has stored, and the machine."""
