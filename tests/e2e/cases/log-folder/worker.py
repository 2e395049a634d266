import logging
import os
import time

logging.basicConfig(filename=os.environ["LOG_FILE"], level=logging.INFO)
logging.info("the worker has started")
while True:
    time.sleep(1)
