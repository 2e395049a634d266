package main

import (
	"fmt"
	"net"
	"os"
)

func main() {
	listener, err := net.Listen("tcp", ":8080")
	if err != nil {
		panic(err)
	}
	for {
		client, err := listener.Accept()
		if err != nil {
			continue
		}
		client.Read(make([]byte, 4096))
		fmt.Fprintf(client, "HTTP/1.0 200 OK\r\n\r\n%d\n", count(os.Args[1]))
		client.Close()
	}
}

// count adds a byte to the file and returns its length.
func count(path string) int64 {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return -1
	}
	defer file.Close()
	file.WriteString(".")
	info, _ := file.Stat()
	return info.Size()
}
