// Lists the layers of a PSD without pixels; prints their number and the milliseconds of the quickest of five readings.
import { readFileSync } from "node:fs";
import { readPsd } from "ag-psd";

const count = (layers) => layers.reduce((sum, layer) => sum + (layer.children ? count(layer.children) : 1), 0);
const options = { skipLayerImageData: true, skipCompositeImageData: true, skipThumbnail: true };
let milliseconds = Infinity;
let layers = 0;
for (let round = 0; round < 5; round++) {
  const began = performance.now();
  layers = count(readPsd(readFileSync(process.argv[2]), options).children ?? []);
  milliseconds = Math.min(milliseconds, performance.now() - began);
}
console.log(JSON.stringify({ layers, milliseconds }));
