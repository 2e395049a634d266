package main

import (
	"net/http"
	"os"
	"path/filepath"
)

const stateFile = "/var/db/shop/state.json"

func env(name, value string) string {
	if told := os.Getenv(name); told != "" {
		return told
	}
	return value
}

func main() {
	dataDir := env("DATA_DIR", "/data")
	logFile := env("LOG_FILE", "./log/server.log")
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		folders := []string{filepath.Join(dataDir, "new"), filepath.Dir(stateFile), filepath.Dir(logFile)}
		for _, folder := range folders {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				http.Error(w, err.Error(), 500)
				return
			}
		}
		for _, file := range []string{stateFile, logFile} {
			if err := os.WriteFile(file, []byte("{}"), 0o644); err != nil {
				http.Error(w, err.Error(), 500)
				return
			}
		}
	})
	http.ListenAndServe(":8000", nil)
}
