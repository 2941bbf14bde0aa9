-- What changed since it was counted.

CREATE TABLE "stir" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "pile" INTEGER NOT NULL,
  "times" INTEGER NOT NULL
);
CREATE INDEX "stir_pile" ON "stir" ("pile");
