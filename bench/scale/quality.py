#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the quality of the equilibrium of a result: bench/scale/quality.py RESULT.h5. Needs h5py (Debian python3-h5py)."""

import sys

import h5py

with h5py.File(sys.argv[1]) as file:
    def first(name):
        return file[name][:].ravel()[0]

    print(f"persons {len(file['person/age'])}, links {file['stuck'].shape[-1]}, car trips {int(file['mode_trips'][:].ravel()[3])}, "
          f"link traversals {file['daily_volume'][:].sum():.0f}")
    print(f"iterations {int(first('iterations'))}, gap {100 * first('relative_gap'):.2f} %, largest of the peak's slices "
          f"{100 * first('peak_gap'):.2f} %, stuck {100 * first('stuck_share'):.3f} %, unfinished {int(first('unfinished_trips'))}, "
          f"warning {int(first('warning'))}")
