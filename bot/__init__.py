"""HOW WE SAY IT: the answer, the messages and the two places where people meet them, Telegram and the terminal."""
