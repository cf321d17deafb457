"""What the ledger takes: time, memory and room, on each database.

    newsroom ─┬─ adding   against reading alone
              ├─ loading  recorded readings: rows a second, bytes; and the same as shards
              ├─ filling → finding
              ├─ memory   a process for each size
              └─ paper    from these, a corpus that nobody here has

`databases` has where it happens, `clock` and `machine` how it is told, `report` the tables.
"""
