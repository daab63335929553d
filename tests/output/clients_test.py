# SPDX-License-Identifier: Apache-2.0
"""Programs that nobody here wrote open a real result: ncdump, xarray with both engines, h5py, the reader of OMX files.
They find named links, times and units, and what they read agrees with scenarios/hamlet/README.md."""

import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

import h5py
import numpy as np

PROGRAM = os.environ["PENDEL_PROGRAM"]
SOURCE = pathlib.Path(os.environ["PENDEL_SOURCE_DIR"])
HAMLET = SOURCE / "scenarios/hamlet/base.toml"


def has(*modules):
    return all(importlib.util.find_spec(module) for module in modules)


class Clients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="pendel-clients-")
        cls.result = pathlib.Path(cls.folder.name) / "hamlet.h5"
        subprocess.run([PROGRAM, "run", HAMLET, "-o", cls.result], check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @unittest.skipUnless(shutil.which("ncdump"), "ncdump is not installed")
    def test_ncdump_reads_all_of_it(self):
        done = subprocess.run(["ncdump", self.result], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        for line in (
            "time = UNLIMITED ; // (96 currently)",
            "float flow(time, link) ;",
            'flow:units = "h-1" ;',
            "int link_nodes(link, two) ;",
            '"Landstrasse"',
            ':Conventions = "CF-1.8 UGRID-1.0" ;',
            "group: person {",
        ):
            self.assertIn(line, done.stdout)

    def check_with_xarray(self, engine):
        import xarray

        with xarray.open_dataset(self.result, engine=engine) as run:
            with xarray.open_dataset(self.result, engine=engine, group="tables") as tables:
                streets = tables.link_street.values.tolist()
            self.assertEqual(run.flow.dims, ("time", "link"))
            self.assertIn("link_x", run.flow.coords)
            road = run.isel(link=streets.index("Landstrasse"))
            # 3,000 m at 90 km/h, and twelve people fill no road (scenarios/hamlet/README.md)
            self.assertAlmostEqual(float(road.travel_time.sel(time="2030-01-15T07:30")), 120, places=3)
            self.assertAlmostEqual(float(road.link_length), 3000, places=3)
            self.assertEqual(run.flow.attrs["units"], "h-1")
            self.assertEqual(str(run.time.values[4])[:16], "2030-01-15T01:00")
            self.assertEqual(str(run.day_date.values[0])[:10], "2030-01-15")
        with h5py.File(self.result) as file:
            groups = []
            file.visititems(lambda path, item: groups.append(path) if isinstance(item, h5py.Group) else None)
        self.assertIn("adoption", groups)
        for group in groups:
            with xarray.open_dataset(self.result, engine=engine, group=group) as part:
                part.load()
        with xarray.open_dataset(self.result, engine=engine, group="person") as people:
            self.assertEqual(people.sizes["person"], 12)

    @unittest.skipUnless(has("xarray", "h5netcdf"), "xarray or h5netcdf is not installed")
    def test_xarray_with_h5netcdf(self):
        self.check_with_xarray("h5netcdf")

    @unittest.skipUnless(has("xarray", "netCDF4"), "xarray or netCDF4 is not installed")
    def test_xarray_with_netcdf4(self):
        self.check_with_xarray("netcdf4")

    def test_h5py_finds_dimensions_and_units_everywhere(self):
        with h5py.File(self.result) as file:
            self.assertEqual(file["flow"].dims[1][0].name, "/link")
            self.assertIn("Landstrasse", file["tables/link_street"].asstr()[:])
            bare = []

            def visit(path, item):
                if not isinstance(item, h5py.Dataset) or "CLASS" in item.attrs or item.shape == ():
                    return
                if not all(len(axis) for axis in item.dims):
                    bare.append(f"{path}: an axis without a name")
                for name in ("long_name", "writer") + (() if item.dtype.kind == "O" else ("units",)):
                    # QGIS refuses a mesh where these are of variable length
                    if not isinstance(item.attrs.get(name), (bytes, np.bytes_)):
                        bare.append(f"{path}: {name} is {item.attrs.get(name)!r}")

            file.visititems(visit)
            self.assertEqual(bare, [])
            self.assertEqual(file["provenance/scenario"].asstr()[()][:1].isprintable(), True)

    def test_nothing_tells_when_where_or_how_it_was_made(self):
        data = self.result.read_bytes()
        host = os.uname().nodename.encode()
        self.assertNotIn(self.folder.name.encode(), data)
        if len(host) > 3:
            self.assertNotIn(host, data)

    def test_trips_and_matrix_agree(self):
        with h5py.File(self.result) as file:
            modes = file["tables/mode_name"].asstr()[:].tolist()
            trips = file["mode_trips"][0][modes.index("car")]
            self.assertEqual(file["data/car"][:].sum(), trips)
            self.assertGreater(trips, 0)

    def test_omx_rules(self):
        """The specification of OMX 0.2: attributes of the root, all of /data with that shape, /lookup of that length."""
        with h5py.File(self.result) as file:
            self.assertEqual(file.attrs["OMX_VERSION"], b"0.2")
            shape = tuple(file.attrs["SHAPE"])
            self.assertEqual(len(shape), 2)
            for matrix in file["data"].values():
                self.assertEqual(matrix.shape, shape)
                self.assertIsNotNone(matrix.chunks)  # the reader lists no others
            for lookup in file["lookup"].values():
                self.assertEqual(lookup.shape, shape[:1])

    @unittest.skipUnless(has("openmatrix"), "openmatrix is not installed (not in Debian)")
    def test_openmatrix_reads_it(self):
        import openmatrix

        with openmatrix.open_file(str(self.result)) as file:
            self.assertIn("car", file.list_matrices())
            self.assertEqual(file.list_mappings(), ["zone"])
            zone = file.mapping("zone")
            self.assertEqual(file["car"][zone[0], :].shape, (file.shape()[1],))

    def test_xdmf_is_xml_and_names_what_is_there(self):
        tree = xml.etree.ElementTree.parse(self.result.with_suffix(".xdmf"))
        steps = tree.findall(".//Grid/Grid")
        self.assertEqual(len(steps), 96)
        self.assertEqual(steps[1].find("Time").get("Value"), "900")
        with h5py.File(self.result) as file:
            for item in steps[95].iter("DataItem"):
                if item.get("Format") != "HDF":
                    continue
                name, path = item.text.split(":/")
                self.assertEqual(name, "hamlet.h5")
                self.assertEqual(" ".join(map(str, file[path].shape)), item.get("Dimensions"))

    def test_info_and_compare(self):
        other = pathlib.Path(self.folder.name) / "other.h5"
        subprocess.run([PROGRAM, "run", HAMLET, "-o", other, "--set", "run.replication=1"], check=True, capture_output=True)

        def pendel(*arguments):
            return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)

        info = json.loads(pendel("info", self.result, "--json").stdout)
        self.assertEqual(info["residents"], 11)
        self.assertEqual(info["days"][0]["date"], "2030-01-15")
        self.assertIn("flow", [dataset["path"] for dataset in info["datasets"]])
        text = pendel("info", self.result).stdout
        self.assertIn("Oberdorf", text)
        same = json.loads(pendel("compare", self.result, self.result, "--json").stdout)
        for row in same["paired"].values():
            self.assertEqual(row["region"]["changed_share"], 0)
        compared = pendel("compare", self.result, other, "--municipalities")
        self.assertEqual(compared.returncode, 0, compared.stderr)
        self.assertIn("person/car_distance", compared.stdout)
        wrong = pendel("info", HAMLET)
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("not an HDF5 file", wrong.stderr)
        self.assertEqual(pendel("compare", self.result, "absent.h5").returncode, 2)


if __name__ == "__main__":
    unittest.main()
