"""The real parts that the tests, the fault table and the demonstration share.

server.py   a SeaweedFS S3 server on free loopback ports
bucket.py   a bucket's real contents, read without the action's code
clock.py    time zones in which local time is what a run needs
user.py     a throw-away backup user with its own ``~/.aws``
cback.py    runs of the real ``cback3``
site.py     one installation: its configuration, staging and working directory
bed.py      all of them together, made and removed
proxy.py    a proxy in front of the server that fails, cuts or holds chosen requests
expect.py   what a run must have led to, as assertions
gates.py    commands that stop at an exact point, or fail there
scene.py    the scene of every fault, and what must hold after it
arrange.py  what can be arranged to go wrong in it
faults.py   the table of faults (``python -m testbed.faults`` prints it)

Nothing here imports pytest. All of it needs root, since it creates a user and runs ``su``.
"""
