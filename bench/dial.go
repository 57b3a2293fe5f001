// SPDX-License-Identifier: MIT

// Connects to a host and a service as Go programs do, and prints after how many milliseconds: for dial.sh.
package main

import (
	"fmt"
	"net"
	"os"
	"time"
)

func main() {
	began := time.Now()
	c, err := (&net.Dialer{Timeout: 3 * time.Second}).Dial("tcp", net.JoinHostPort(os.Args[1], os.Args[2]))
	took := time.Since(began).Milliseconds()
	if err != nil {
		fmt.Println(took, "failed")
		return
	}
	fmt.Println(took, c.RemoteAddr())
}
