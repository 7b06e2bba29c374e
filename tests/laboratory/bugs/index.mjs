// Known bugs: each a deliberate break of the product, patched in when the
// laboratory is built and nowhere else. `find` stands exactly once in `file`.
// The laboratory must catch each within 1,000 runs, else it is blind.

/** {name, says, file, find, put, also?: [{file, find, put}]} */
export const BUGS = [
  {
    name: 'default-durability',
    says: 'transactions are complete before their bytes are on the disk',
    file: 'src/device/database/tables.ts',
    find: "chromeTransactionDurability: 'strict'",
    put: "chromeTransactionDurability: 'relaxed'",
    also: [
      {
        file: 'src/device/database/write.ts',
        find: "durability !== 'strict'",
        put: "durability === 'readonly'",
      },
    ],
  },
];
