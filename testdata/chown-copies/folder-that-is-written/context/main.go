package main

const logFile = "/logs/access.log"
