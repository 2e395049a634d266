package main

var dbPath = flag.String("db", "server.db", "where it keeps all")
