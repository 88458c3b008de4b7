"""How the bundled embedding model is made, from a data folder to `indexer/model/`, in one command."""
