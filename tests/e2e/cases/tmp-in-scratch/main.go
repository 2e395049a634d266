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
		answer := "kept"
		file, err := os.CreateTemp("", "keeper")
		if err != nil {
			answer = err.Error()
		} else {
			file.Close()
		}
		fmt.Fprintf(client, "HTTP/1.0 200 OK\r\n\r\n%s\n", answer)
		client.Close()
	}
}
