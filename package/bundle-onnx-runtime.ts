import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/*
 * The npm package brings ONNX Runtime along. As a dependency, onnxruntime-node runs a script when it is installed, which on
 * linux/x64 fetches CUDA libraries from api.nuget.org that nothing here uses: where that host cannot be reached, npm fails, or
 * goes on without the encoder where the dependency is optional; and an npm that runs no scripts leaves an optional dependency
 * out that has one. The copy has no script, nor the packages that only the script needs. Of 300 MB of libraries it has the 145
 * that the encoder runs on: the tarball has 81 MB, where that of onnxruntime-node alone has 110. Installed, the program takes
 * 350 MB with all its dependencies, after 20 seconds; with npm 10, 11 and 12 alike. On other platforms the encoder cannot be
 * loaded, and search goes by words, as the server says when it starts.
 */

/** The libraries of each platform, without those for GPUs: Windows loads DirectML.dll and what it needs only where it is asked for. */
const LIBRARIES = [
  "linux/x64/libonnxruntime.so.1",
  "linux/arm64/libonnxruntime.so.1",
  "darwin/arm64/libonnxruntime.1.dylib",
  "win32/x64/onnxruntime.dll",
];
const BINDING = "onnxruntime_binding.node";

const PACKAGES = {
  "onnxruntime-node": [
    "dist",
    "README.md",
    ...LIBRARIES.flatMap((library) => [library, join(library, "..", BINDING)]).map((file) =>
      join("bin/napi-v6", file),
    ),
  ],
  "onnxruntime-common": ["dist/cjs", "README.md"],
};

/** Copies what runs of ONNX Runtime from one node_modules to another. */
export async function bundleOnnxRuntime(from: string, to: string): Promise<void> {
  for (const [name, files] of Object.entries(PACKAGES)) {
    for (const file of files) {
      await cp(join(from, name, file), join(to, name, file), {
        recursive: true,
        filter: (path) => !/\.(map|d\.ts)$/.test(path),
      });
    }
    const manifest = JSON.parse(await readFile(join(from, name, "package.json"), "utf8")) as Manifest;
    await writeFile(
      join(to, name, "package.json"),
      `${JSON.stringify(runtimeManifest(manifest), null, 2)}\n`,
    );
    await writeFile(join(to, name, "LICENSE"), MIT_LICENSE);
  }
}

type Manifest = {
  name: string;
  version: string;
  license: string;
  repository: unknown;
  type?: string;
  main: string;
  dependencies?: Record<string, string>;
};

/** Without scripts and platforms, on which npm would refuse to install all of the package. */
function runtimeManifest({ name, version, license, repository, type, main, dependencies = {} }: Manifest) {
  const runtime = Object.entries(dependencies).filter(([dependency]) => dependency in PACKAGES);
  return { name, version, license, repository, type, main, dependencies: Object.fromEntries(runtime) };
}

/** The license of ONNX Runtime, which its npm packages name and do not have. */
const MIT_LICENSE = `\
MIT License

Copyright (c) Microsoft Corporation

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`;
