package main

func main() {
	dataDir := env("DATA_DIR", "/data")
	logPath := env("LOG_FILE", "./log/server.log")
	serve(dataDir, logPath)
}
