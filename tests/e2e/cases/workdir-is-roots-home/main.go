package main

import (
	"fmt"
	"net"
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
		fmt.Fprint(client, "HTTP/1.0 200 OK\r\n\r\nhello\n")
		client.Close()
	}
}
