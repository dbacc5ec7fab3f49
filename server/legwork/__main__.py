from legwork.cli import main

main()
