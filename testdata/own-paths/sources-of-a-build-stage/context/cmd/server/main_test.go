package main

const dataDir = "/testdir"
