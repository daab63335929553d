# SPDX-License-Identifier: Apache-2.0
"""The program as a user meets it: same bytes for any number of threads, on a plain processor, and after an interruption;
no file with the final name is ever incomplete; exit codes."""

import fcntl
import json
import os
import pathlib
import random
import signal
import subprocess
import tempfile
import time
import unittest

import h5py
import numpy as np

PROGRAM = os.environ["PENDEL_PROGRAM"]
SOURCE = pathlib.Path(os.environ["PENDEL_SOURCE_DIR"])
HAMLET = SOURCE / "scenarios/hamlet/base.toml"


def pendel(*arguments, **options):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, **options)


def different(a, b):
    """Datasets that are not equal in every bit, apart from the text of the scenario."""
    found = []

    def bits(dataset):
        values = dataset[()]
        return values.tobytes() if dataset.dtype.kind != "O" else list(dataset.asstr()[...].flat)

    with h5py.File(a) as one, h5py.File(b) as other:

        def visit(name, item):
            if not isinstance(item, h5py.Dataset) or name.startswith("provenance/scenario"):
                return
            if name not in other or bits(item) != bits(other[name]):
                found.append(name)

        if set(one) != set(other):
            found.append("/")
        one.visititems(visit)
    return found


def many_days(folder, count):
    """The hamlet with `count` days: long enough to be interrupted."""
    file = folder / "long.toml"
    days = "".join(
        f'[[day]]\nname = "day {i}"\ndate = 2030-{1 + i // 28:02}-{1 + i % 28:02}\nweight = 1\n' for i in range(count)
    )
    file.write_text(f'base = "{HAMLET}"\n{days}')
    return file


class Run(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pendel-run-"))
        self.addCleanup(lambda: subprocess.run(["rm", "-rf", str(self.folder)]))

    def run_ok(self, name, *arguments, scenario=HAMLET, **options):
        result = self.folder / name
        done = pendel("run", scenario, "-o", result, *arguments, **options)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return result

    def test_same_bytes_for_any_number_of_threads(self):
        one = self.run_ok("one.h5", "--threads", 1).read_bytes()
        for threads in (2, 7):
            self.assertEqual(one, self.run_ok(f"{threads}.h5", "--threads", threads).read_bytes())

    def test_same_bytes_with_fma_and_avx2_hidden(self):
        native = self.run_ok("native.h5").read_bytes()
        plain = {**os.environ, "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-AVX2,-FMA_Usable,-AVX2_Usable"}
        self.assertEqual(native, self.run_ok("plain.h5", env=plain).read_bytes())

    def test_another_seed_gives_another_result(self):
        self.assertNotEqual(
            self.run_ok("a.h5").read_bytes(), self.run_ok("b.h5", "--set", "run.replication=1").read_bytes()
        )

    def test_interrupted_run_resumes_to_the_same_bytes(self):
        scenario = many_days(self.folder, 200)
        whole = self.run_ok("whole.h5", scenario=scenario).read_bytes()
        result = self.folder / "resumed.h5"
        command = [PROGRAM, "run", str(scenario), "-o", str(result)]
        for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            segments = pathlib.Path(f"{result}.work")
            before = len(list(segments.glob("day-*.h5")))
            while process.poll() is None and len(list(segments.glob("day-*.h5"))) <= before + 2:
                time.sleep(0.002)
            process.send_signal(stop)
            self.assertEqual(process.wait(), 99, process.stderr.read())
            process.stderr.close()
            self.assertFalse(result.exists())
        self.assertGreater(len(list(segments.glob("day-*.h5"))), 6)
        self.assertEqual(self.run_ok("resumed.h5", scenario=scenario).read_bytes(), whole)
        self.assertFalse(segments.exists(), "the work folder goes when the result is whole")

    def test_periods_resume_to_the_same_bytes(self):
        scenario = self.folder / "periods.toml"
        scenario.write_text(
            f'base = "{HAMLET}"\n[periods]\nstart = 2025-01-01\nhorizon = 2035-01-01\n'
            '[days]\nplan = "quick"\nevery = 2\nfirst = 1\n'
        )
        whole = self.run_ok("whole.h5", "--threads", 1, scenario=scenario)
        with h5py.File(whole) as file:
            self.assertEqual(len(file["period"]), 20)
            self.assertEqual(sorted(set(file["day_period"][...])), list(range(1, 20, 2)))
            for period in set(file["day_period"][...]):
                self.assertEqual(file["day_weight"][...][file["day_period"][...] == period].sum(), 365)
        self.assertEqual(self.run_ok("many.h5", "--threads", 7, scenario=scenario).read_bytes(), whole.read_bytes())
        result = self.folder / "resumed.h5"
        work = pathlib.Path(f"{result}.work")
        for reached in ("period-0000.h5", "day-0004.h5", "period-0009.h5", "day-0020.h5"):
            process = subprocess.Popen(
                [PROGRAM, "run", str(scenario), "-o", str(result)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            while process.poll() is None and not (work / reached).exists():
                time.sleep(0.001)
            process.send_signal(signal.SIGINT)
            self.assertIn(process.wait(), (99, 0))
        self.assertEqual(self.run_ok("resumed.h5", scenario=scenario).read_bytes(), whole.read_bytes())

    def test_killed_at_any_moment_leaves_no_incomplete_result(self):
        scenario = many_days(self.folder, 30)
        start = time.monotonic()
        whole = self.run_ok("whole.h5", scenario=scenario).read_bytes()
        length = time.monotonic() - start
        moments = random.Random(7)
        finished = 0
        for i in range(12):
            result = self.folder / f"killed-{i}.h5"
            process = subprocess.Popen(
                [PROGRAM, "run", str(scenario), "-o", str(result)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            time.sleep(length * moments.uniform(0.2, 1.05))
            process.kill()
            process.wait()
            if result.exists():
                finished += 1
                self.assertEqual(result.read_bytes(), whole)
            self.assertEqual(self.run_ok(result.name, scenario=scenario).read_bytes(), whole, "goes on after a kill")
        self.assertLess(finished, 12, "no kill hit a running program: the test shows nothing")

    def test_work_of_another_scenario_is_not_reused(self):
        scenario = many_days(self.folder, 60)
        result = self.folder / "x.h5"
        process = subprocess.Popen([PROGRAM, "run", str(scenario), "-o", str(result)], stdout=subprocess.DEVNULL)
        while process.poll() is None and not list(pathlib.Path(f"{result}.work").glob("day-*.h5")):
            time.sleep(0.002)
        process.kill()
        process.wait()
        other = self.run_ok("other.h5", "--set", "run.seed=5", scenario=scenario).read_bytes()
        self.assertEqual(self.run_ok("x.h5", "--set", "run.seed=5", scenario=scenario).read_bytes(), other)

    def checked(self, targets, *arguments):
        """The targets of the hamlet as --json tells them, by name; nothing but the result stays."""
        scenario = self.folder / "targets.toml"
        scenario.write_text(f'base = "{HAMLET}"\n' + targets)
        done = pendel("run", scenario, "-o", self.folder / "checked.h5", "--check", "--json", *arguments)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual({file.name for file in self.folder.iterdir()}, {"targets.toml", "checked.h5", "checked.choices.h5", "checked.xdmf"})
        return {target["name"]: target for target in json.loads(done.stdout.splitlines()[-1])["targets"]}

    def test_targets_have_a_band_from_samples(self):
        day = '[[target]]\nname = "heat"\nindicator = "heat_use"\nkind = "exploratory"\nsource = "none"\n'
        period = (
            '[[target]]\nname = "country"\nindicator = "adoption/country_telework"\nvalue = 0.25\ntolerance = 0.02\n'
            'kind = "fit"\nsource = "ifo"\n'
        )
        found = self.checked(day + period, "--samples", 6)
        heat, country = found["heat"], found["country"]
        self.assertNotIn("holds", heat, "without a published figure nothing is judged")
        self.assertIsNone(heat["target"])
        self.assertEqual(len(heat["samples"]), 6)
        self.assertEqual(len(set(heat["samples"])), 6, "each has its own luck and parameters")
        self.assertLess(heat["band"][0], heat["band"][1])
        self.assertEqual(country["inside"], sum(abs(x - 0.25) <= 0.02 for x in country["samples"]))
        # Figures of periods need no days: the shorter way gives the same.
        self.assertEqual(self.checked(period, "--samples", 6)["country"], country)
        # Luck alone does not move what the country's shares follow from; the parameters' ranges do.
        self.assertEqual(set(self.checked(period, "--samples", 3, "--luck-only")["country"]["samples"]), {country["result"]})
        self.assertGreater(len(set(country["samples"])), 1)
        self.assertNotIn("band", self.checked(period, "--samples", 0)["country"])

    def test_a_target_that_is_to_be_judged_needs_its_figure(self):
        bad = self.folder / "bad.toml"
        bad.write_text(f'base = "{HAMLET}"\n[[target]]\nname = "heat"\nindicator = "heat_use"\nsource = "x"\nvalue = 1\n')
        done = pendel("check", bad)
        self.assertEqual(done.returncode, 2)
        self.assertIn("target 'heat' lacks 'value' or 'tolerance'", done.stdout)
        self.assertIn("bad.toml:", done.stdout)

    def test_a_scenario_without_any_day_is_refused(self):
        done = pendel("run", HAMLET, "-o", self.folder / "none.h5", "--set", "days.first=9", "--set", "days.last=false")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("at least one representative day", done.stderr)

    def test_a_lever_that_touches_nobody_changes_nothing(self):
        base = self.run_ok("base.h5")
        levers = {
            "a coworking place without desks": '[[adoption.hub]]\nname = "empty"\nmunicipality = "{ags}"\ndesks = 0\n',
            "half of the capacity, ten years ago": '[[incident]]\nname = "past"\nkind = "signals"\nnodes = [1]\n'
            'capacity_factor = 0.5\nfrom = "2020-03-05"\nto = "2020-03-08"\n',
            "branches closed where there are none": "[services]\nbranches_closed = []\n",
        }
        with h5py.File(base) as file:
            ags = file["tables/municipality_ags"][0].decode()
        for name, lever in levers.items():
            with self.subTest(lever=name):
                scenario = self.folder / "lever.toml"
                scenario.write_text(f'base = "{HAMLET}"\n' + lever.format(ags=ags))
                other = self.run_ok("lever.h5", scenario=scenario)
                self.assertEqual(different(base, other), [])
                report = json.loads(pendel("compare", base, other, "--json").stdout)
                for figure in report["indicators"].values():
                    self.assertEqual(figure["region"]["a"], figure["region"]["b"])
                    self.assertEqual(figure["municipality"]["a"], figure["municipality"]["b"])
                for paired in report["paired"].values():
                    self.assertEqual((paired["region"]["mean_difference"], paired["region"]["changed_share"]), (0, 0))
        touched = self.run_ok("touched.h5", "--set", "adoption.telework_gap_closed=1")
        self.assertNotEqual(different(base, touched), [], "the comparison can fail")

    def test_places_show_figures_of_periods_beside_those_of_days(self):
        result = self.run_ok("x.h5")
        places = json.loads(pendel("places", result, "--json").stdout)
        with h5py.File(result) as file:
            for group in ("indicator_region", "services_region", "adoption_region"):
                for name in file[group]:
                    self.assertIn(name, places)
            skill = places["digital_skill"]
            self.assertAlmostEqual(skill["region"], file["adoption_region/digital_skill"][0])
            self.assertAlmostEqual(skill["lowest"]["value"], min(file["adoption/digital_skill"][0]))

    def test_only_one_run_writes_a_result(self):
        lock = self.folder / "held.h5.lock"
        with open(lock, "w", encoding="utf-8") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            done = pendel("run", HAMLET, "-o", self.folder / "held.h5")
        self.assertEqual(done.returncode, 3)
        self.assertIn("another run is writing this result", done.stderr)
        self.run_ok("held.h5")  # whoever died holds nothing
        self.assertFalse(lock.exists())
        self.run_ok("a folder/that is new/x.h5")

    def test_a_run_that_starts_from_its_base_finds_it_again(self):
        base = self.run_ok("base.h5")
        start = ("--set", f'run.start_from="{base}"')
        again = self.run_ok("again.h5", *start, "--set", "mobility.max_iterations=1")
        self.assertEqual(set(different(base, again)) - {"iterations"}, set())
        with h5py.File(again) as file:
            self.assertEqual(set(file["iterations"][:].ravel()), {1})
        choices = base.with_suffix(".choices.h5")
        with h5py.File(choices, "r+") as file:
            file["day-0000-choices/car_time"][...] = 10**6  # hours by car: somebody takes another mode
        self.assertNotEqual(different(again, self.run_ok("slow.h5", *start)), [], "choices have no effect")
        with h5py.File(choices, "r+") as file:
            file.attrs["scenario_hash"] = np.bytes_("another scenario's")
        strange = self.run_ok("strange.h5", *start)
        choices.unlink()  # link times alone
        self.assertEqual(different(strange, self.run_ok("times.h5", *start)), [])
        done = pendel("run", HAMLET, "-o", self.folder / "other.h5", "--set", f'run.start_from="{HAMLET}"')
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("not an HDF5 file", done.stderr)

    def test_full_disk_is_the_systems_fault_and_leaves_nothing(self):
        result = self.folder / "full.h5"
        done = pendel("run", HAMLET, "-o", "/dev/full/x.h5")
        self.assertEqual(done.returncode, 3, done.stderr)
        limited = subprocess.run(
            ["bash", "-c", f'ulimit -f 8; exec "{PROGRAM}" run "{HAMLET}" -o "{result}"'], capture_output=True, text=True
        )
        self.assertEqual(limited.returncode, 3, limited.stderr)
        self.assertFalse(result.exists())

    def test_bad_input_exits_2_with_all_problems_and_runs_nothing(self):
        bad = self.folder / "bad.toml"
        bad.write_text(f'base = "{HAMLET}"\n[run]\nsead = 3\nseed = "x"\n')
        done = pendel("run", bad, "-o", self.folder / "bad.h5")
        self.assertEqual(done.returncode, 2)
        self.assertIn("bad.toml:3:1:", done.stderr)
        self.assertIn("bad.toml:4:8:", done.stderr)
        self.assertIn("Did you mean 'seed'?", done.stderr)
        self.assertFalse((self.folder / "bad.h5").exists())

    def test_result_carries_its_scenario(self):
        with h5py.File(self.run_ok("r.h5")) as file:
            self.assertIn("Hamlet", file["provenance/scenario"][()].decode())


if __name__ == "__main__":
    unittest.main()
