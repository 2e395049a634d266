#!/bin/sh
grep ready /tmp/state
