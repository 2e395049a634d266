#!/usr/bin/env python3
import os, pwd, shutil
shutil.chown("/data", "app")
os.execvp("python",["python","app.py"])
