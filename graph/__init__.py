"""The library behind the command: documents to records, records to a graph, the graph to answers."""
