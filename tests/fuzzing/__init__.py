"""What nobody thought of: mail made by a fuzzer that sees which lines of the readers it has reached (atheris).

python -m fuzzing [TARGET…] --minutes 10
"""
